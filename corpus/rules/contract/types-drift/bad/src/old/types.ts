export type Database = {
  public: {
    Tables: {
      parcels: {
        Row: {
          id: string
          remark: string | null
        }
        Insert: {
          id?: string
          remark?: string | null
        }
        Relationships: []
      }
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      [_ in never]: never
    }
  }
}
